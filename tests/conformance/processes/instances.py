from multiprocessing import Pool


class Job:
    unit = "s"

    class Part:
        def __init__(self, n):
            self.n = n

    def __init__(self, n):
        self.n = n
        self.parts = [Job.Part(i) for i in range(n)]

    def run(self):
        if self.n == 3:
            raise Failed(self.n, "three")
        self.n *= 10
        return self

    def __repr__(self):
        return f"Job({self.n}{self.unit}, {[part.n for part in self.parts]})"


class Failed(Exception):
    pass


def run(job):
    return job.run()


class Node:
    def __init__(self, parent=None):
        self.parent = parent
        self.children = []
        if parent:
            parent.children.append(self)


def shape(node, pair):
    same = [child.parent is node for child in node.children]
    node.children.append(node)
    return same, pair[0] is pair[1], node, pair


def main():
    class Local:
        pass

    jobs = [Job(1), Job(2)]
    with Pool(2) as pool:
        print(pool.map(run, jobs), jobs)
        print(pool.apply(Job(4).run))
        print(pool.apply(Job, (5,)))
        root = Node()
        Node(root)
        Node(root)
        shared = [1]
        same, alike, back, pair = pool.apply(shape, (root, [shared, shared]))
        print(same, alike, back.children[2] is back, back.children[0].parent is back, pair[0] is pair[1])
        print(len(root.children))
        try:
            pool.apply(run, (Job(3),))
        except Failed as error:
            print(repr(error), error.args, type(error) is Failed)
        for thing in (Local(), Local, Failed):
            try:
                print(pool.apply(type, (thing,)).__name__)
            except AttributeError as error:
                print(error)


if __name__ == "__main__":
    main()
