;; The list of missing capabilities is shortened in the message.
(module
  (memory (export "memory") 1)
  (func (export "requires_a_capability_with_a_long_name_0"))
  (func (export "requires_a_capability_with_a_long_name_1"))
  (func (export "requires_a_capability_with_a_long_name_2"))
  (func (export "requires_a_capability_with_a_long_name_3"))
  (func (export "requires_a_capability_with_a_long_name_4"))
  (func (export "requires_a_capability_with_a_long_name_5"))
  (func (export "requires_a_capability_with_a_long_name_6"))
  (func (export "requires_a_capability_with_a_long_name_7"))
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
