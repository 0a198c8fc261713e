;; Two faults: the missing export is reported, since bodies are looked at last.
(module
  (memory (export "memory") 1)
  (func (result i32) (f32.const 1))
  (func (export "interface_version_8"))
  (func (export "deallocate") (param i32)))
