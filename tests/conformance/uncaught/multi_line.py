def add(
    a,
    b,
):
    return (
        a
        + b
    )


print(
    add(
        1,
        2,
    )
)
result = add(
    [1],
    "b",
)
