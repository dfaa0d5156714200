print("gangmu-bench")
