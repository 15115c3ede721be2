import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

SITES = {"python.org": 1, "example.com": 2, "slow.net": 3}


def get(site):
    time.sleep(SITES[site])
    return len(site)


async def get_async(site):
    await asyncio.sleep(SITES[site])
    return len(site)


def measure(label, function):
    begin = time.perf_counter()
    result = function()
    print(f"{label:<10}{time.perf_counter() - begin:>4.0f} s  {result}")


def with_threads():
    sizes = {}
    threads = [Thread(target=lambda site=site: sizes.update({site: get(site)})) for site in SITES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(sizes.values())


def with_pool():
    with ThreadPoolExecutor(max_workers=2) as pool:
        return sum(pool.map(get, SITES))


async def with_tasks():
    return sum(await asyncio.gather(*(get_async(site) for site in SITES)))


measure("loop", lambda: sum(get(site) for site in SITES))
measure("threads", with_threads)
measure("pool of 2", with_pool)
measure("asyncio", lambda: asyncio.run(with_tasks()))
