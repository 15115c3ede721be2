def key(item):
    return item["name"]


print(sorted([{"name": "b"}, {"name": "a"}], key=key))
print(sorted([{"name": "b"}, {}], key=key))
