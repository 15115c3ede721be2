import multiprocessing
import os


def who():
    process = multiprocessing.current_process()
    return process.name, process.daemon, os.getpid() == process.pid


def show(context):
    child = context.Process(target=print, args=("child",))
    print(child.name)
    child.start()
    child.join()


if __name__ == "__main__":
    print(multiprocessing.get_start_method(), multiprocessing.get_all_start_methods())
    show(multiprocessing)
    show(multiprocessing.get_context("fork"))
    with multiprocessing.get_context("fork").Pool(1) as pool:
        print(pool.apply(who))
    try:
        multiprocessing.set_start_method("fork")
    except RuntimeError as error:
        print(error)
    try:
        multiprocessing.get_context("thread")
    except ValueError as error:
        print(error)
    print(multiprocessing.current_process().name, who()[2], multiprocessing.active_children())
