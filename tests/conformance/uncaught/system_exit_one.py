try:
    raise SystemExit(1)
except Exception:
    print("not an Exception")
