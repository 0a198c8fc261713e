/** Function bodies to typed {@link dev.orrery.engine.model.FunctionBody}: Wasm spec 3.4 and its appendix on validation. */
package dev.orrery.engine.validate;
