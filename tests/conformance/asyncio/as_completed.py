import asyncio


async def download(n, seconds):
    await asyncio.sleep(seconds)
    if n == 2:
        raise OSError(f"page {n}")
    return f"page {n}"


async def main():
    jobs = [download(n, seconds) for n, seconds in enumerate((3, 1, 2, 4, 0.5))]
    for done, future in enumerate(asyncio.as_completed(jobs), 1):
        try:
            print(f"{done}/{len(jobs)}", await future)
        except OSError as error:
            print(f"{done}/{len(jobs)} failed: {error}")
    try:
        for future in asyncio.as_completed([download(7, 1), download(8, 5)], timeout=2):
            print(await future)
    except asyncio.TimeoutError:
        print("timeout")


asyncio.run(main())
