# multiprocessing.dummy: what multiprocessing has, with threads.

from multiprocessing.pool import ThreadPool
from queue import Queue as Queue
from threading import Barrier as Barrier
from threading import BoundedSemaphore as BoundedSemaphore
from threading import Condition as Condition
from threading import Event as Event
from threading import Lock as Lock
from threading import RLock as RLock
from threading import Semaphore as Semaphore
from threading import Thread, current_thread

JoinableQueue = Queue
Process = Thread
current_process = current_thread


def Pool(processes=None, initializer=None, initargs=()):
    return ThreadPool(processes, initializer, initargs)
