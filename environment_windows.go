package tfcua

// namesInAnyCase is set where one variable has its name in any letter case.
const namesInAnyCase = true
