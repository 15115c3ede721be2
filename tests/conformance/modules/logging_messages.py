import logging
import threading

logging.warning("before %s", "configuration")
logging.basicConfig(level=logging.INFO, format="%(levelname)-8s %(threadName)s %(name)s: %(message)s", force=True)
logging.debug("not shown")
logging.info("shown %d and %s", 5, "text")
logger = logging.getLogger("app.worker")
logger.setLevel("DEBUG")
logger.debug("details")
try:
    1 / 0
except ZeroDivisionError:
    logger.exception("it failed")


def work():
    logger.info("in a thread")


thread = threading.Thread(target=work, name="worker-1")
thread.start()
thread.join()
logger.error("%(a)s and %(b)s", {"a": 1, "b": 2})
handler = logging.StreamHandler()
handler.setFormatter(logging.Formatter("{message} [{levelname}]", style="{"))
logger.addHandler(handler)
logger.propagate = False
logger.critical("own handler")
print(logger.getEffectiveLevel(), logging.getLevelName(30), logger.isEnabledFor(logging.DEBUG), logger.name)
