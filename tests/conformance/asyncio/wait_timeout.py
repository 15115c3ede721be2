# any order: lines 1-9
# (The tasks start in the order of a set.)
import asyncio

finished = []


async def waiting(n):
    print("waiting", n)
    await asyncio.sleep(n)
    finished.append(n)


async def main():
    tasks = {asyncio.create_task(waiting(n)) for n in range(1, 10)}
    done, pending = await asyncio.wait(tasks, timeout=5.5)
    print(len(done), len(pending), finished)
    print(all(not task.cancelled() for task in pending))
    done, pending = await asyncio.wait(pending, timeout=0)
    print(len(done), len(pending))


asyncio.run(main())
print(finished)
