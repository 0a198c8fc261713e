/**
 * A function between Java and Wasm: basic blocks of statements over expression trees, with jumps between them.
 *
 * <p>Entry type: {@link dev.orrery.javawasm.tree.Block}. Both bytecode and the functions that the compiler makes up are
 * written as these; {@code flow} turns them into Wasm.
 */
package dev.orrery.javawasm.tree;
