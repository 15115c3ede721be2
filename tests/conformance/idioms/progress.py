import asyncio


async def job(n):
    await asyncio.sleep(n / 2)
    return n


async def show(total, state):
    while state["done"] < total:
        print(f"[{'#' * state['done']:<{total}}] {100 * state['done'] // total}%")
        await asyncio.sleep(0.8)


async def main():
    state = {"done": 0}
    tasks = [asyncio.create_task(job(n)) for n in (3, 1, 2, 4)]
    bar = asyncio.create_task(show(len(tasks), state))
    for finished in asyncio.as_completed(tasks):
        await finished
        state["done"] += 1
    await bar
    print("all", [task.result() for task in tasks])


asyncio.run(main())
