/**
 * The readable twin of the compiler: executes {@link dev.orrery.engine.model.FunctionBody} operator by operator over the same
 * memories, tables and globals of {@code run}. It is the oracle of the tests and the fallback for what can't be compiled, so
 * it favours plainness over speed and shares no arithmetic with the compiler.
 *
 * <p>Entry type: {@link dev.orrery.engine.interpret.Interpreter}. One file per operator family (Wasm spec chapter 4.4); the
 * numeric ones are pure functions on Java values and a table that maps operators to them.
 */
package dev.orrery.engine.interpret;
