print("before")
raise SystemExit("it went wrong")
