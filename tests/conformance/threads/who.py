import threading
import time


def work():
    me = threading.current_thread()
    print(me.name, me is threads[0], me.ident == threading.get_ident(), me is threading.main_thread())
    print(threading.active_count(), [thread.name for thread in threading.enumerate()])


threads = [threading.Thread(target=work, name="T")]
print(threads[0].ident, threads[0].is_alive())
threads[0].start()
threads[0].join()
main = threading.main_thread()
print(main.name, main is threading.current_thread(), main.daemon, main.is_alive(), threading.active_count())
print(isinstance(main.ident, int), threads[0].ident != main.ident, str(threads[0])[:16])


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name)


threading.excepthook = hook
broken = threading.Thread(target=lambda: 1 / 0, name="broken")
broken.start()
broken.join()
