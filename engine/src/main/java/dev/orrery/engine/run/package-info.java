/** What generated code and the interpreter call at run time: memory, tables, fuel, traps. Hot. */
package dev.orrery.engine.run;
