;; The parser has bulk memory switched off.
(module
  (memory (export "memory") 1)
  (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 1)))
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
