print("tonus-sim")
