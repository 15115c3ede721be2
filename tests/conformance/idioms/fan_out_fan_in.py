import asyncio
from collections import defaultdict


async def fetch(shard, key):
    await asyncio.sleep(0.5 + shard / 2)
    return shard, key, len(key) * (shard + 1)


async def query(keys, shards=3):
    by_key = defaultdict(dict)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(shard, key)) for key in keys for shard in range(shards)]
    for shard, key, value in (task.result() for task in tasks):
        by_key[key][shard] = value
    return {key: sum(values.values()) for key, values in by_key.items()}


async def main():
    results = await asyncio.gather(query(["a", "bb"]), query(["ccc"], shards=2))
    for result in results:
        print(result)
    winner = await asyncio.wait([asyncio.create_task(fetch(n, "race")) for n in range(3)], return_when="FIRST_COMPLETED")
    print([task.result() for task in winner[0]], len(winner[1]))


asyncio.run(main())
