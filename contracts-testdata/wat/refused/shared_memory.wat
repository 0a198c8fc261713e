;; The parser has threads switched off.
(module
  (memory (export "memory") 1 1 shared)
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
