import asyncio
from contextlib import asynccontextmanager


class Connection:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        print("open", self.name)
        return self

    async def __aexit__(self, kind, error, trace):
        await asyncio.sleep(0.5)
        print("close", self.name, error)
        return isinstance(error, KeyError)

    async def query(self, n):
        await asyncio.sleep(n)
        return f"{self.name} {n}"


@asynccontextmanager
async def timed(name):
    print("begin", name)
    try:
        yield name.upper()
    finally:
        await asyncio.sleep(0.25)
        print("end", name)


async def main():
    async with Connection("db") as connection, timed("block") as label:
        print(await connection.query(1), label)
    async with Connection("swallows"):
        raise KeyError("gone")
    try:
        async with timed("failing"), Connection("other"):
            raise ValueError("stays")
    except ValueError as error:
        print("caught", error)

    async def session(n):
        async with Connection(f"c{n}") as c:
            return await c.query(n)

    print(await asyncio.gather(session(1), session(2)))
    try:
        async with 5:
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
