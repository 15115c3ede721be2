# A hundred tasks that sleep again and again for short times, all of them different: something begins or ends in
# every frame of the page, for fifteen seconds.
import asyncio

COUNT = 100


async def sleeper(number):
    for turn in range(75):
        await asyncio.sleep(0.1 + (number * 7 + turn * 13) % 20 / 100 + number / 10000)


async def main():
    await asyncio.gather(*[sleeper(number) for number in range(COUNT)])


asyncio.run(main())
