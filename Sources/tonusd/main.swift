print("tonusd")
