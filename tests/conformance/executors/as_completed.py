from concurrent.futures import ThreadPoolExecutor, as_completed
import time

pages = {"home": 1, "news": 3, "shop": 2, "help": 0.5}


def load(name):
    time.sleep(pages[name])
    if name == "shop":
        raise ConnectionError("shop is closed")
    return len(name) * 100


with ThreadPoolExecutor(max_workers=3) as pool:
    futures = {pool.submit(load, name): name for name in pages}
    for done, future in enumerate(as_completed(futures), 1):
        name = futures[future]
        try:
            print(f"[{done}/{len(futures)}] {name}: {future.result()} bytes")
        except ConnectionError as error:
            print(f"[{done}/{len(futures)}] {name}: {error}")
    slow = [pool.submit(time.sleep, n) for n in (0.5, 2)]
    try:
        for future in as_completed(slow, timeout=1):
            print("one", future.result())
    except TimeoutError as error:
        print(error)
