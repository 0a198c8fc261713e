;; So many unknown imports that the message has to leave some out.
(module
  (import "env" "an_unknown_function_with_a_long_name_0" (func))
  (import "env" "an_unknown_function_with_a_long_name_1" (func))
  (import "env" "an_unknown_function_with_a_long_name_2" (func))
  (import "env" "an_unknown_function_with_a_long_name_3" (func))
  (import "env" "an_unknown_function_with_a_long_name_4" (func))
  (import "env" "an_unknown_function_with_a_long_name_5" (func))
  (import "env" "an_unknown_function_with_a_long_name_6" (func))
  (import "env" "an_unknown_function_with_a_long_name_7" (func))
  (memory (export "memory") 1)
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
