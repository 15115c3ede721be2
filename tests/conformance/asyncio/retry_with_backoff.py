import asyncio


class Flaky:
    def __init__(self, failures):
        self.failures = failures

    async def call(self):
        await asyncio.sleep(0.5)
        if self.failures:
            self.failures -= 1
            raise ConnectionError(f"{self.failures} to go")
        return "ok"


async def retry(call, attempts, delay=0.5):
    for attempt in range(1, attempts + 1):
        try:
            return await call()
        except ConnectionError as error:
            print(f"attempt {attempt} failed: {error}")
            if attempt == attempts:
                raise
            await asyncio.sleep(delay)
            delay *= 2


async def main():
    loop = asyncio.get_running_loop()
    begin = loop.time()
    print(await retry(Flaky(2).call, attempts=5))
    print(f"after {loop.time() - begin:.0f} s")
    try:
        await retry(Flaky(9).call, attempts=2)
    except ConnectionError as error:
        print("gave up:", error)


asyncio.run(main())
