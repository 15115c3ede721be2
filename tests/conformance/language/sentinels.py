END = object()


def take(items, default=END):
    iterator = iter(items)
    item = next(iterator, END)
    while item is not END:
        print(item, end=" ")
        item = next(iterator, END)
    print("end", default is END, END == END, END != object(), bool(END))


take([1, None, 0])
take([], None)
print(type(END), isinstance(END, object), {END: "key"}[END], str(END)[:22])
print(list(map(str.upper, ["a", "b"])), max(["b", "C"], key=str.lower))
