package dev.orrery.engine.baseline;

import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.Continuation;

/** The compiled form of a module, made executable when it is first asked for. Any thread. */
public interface Compiled {
    /** All of it, loaded and verified. */
    Code program();

    /** The way into one function, see {@link Continuation}. Loads the module if need be. */
    Continuation at(int function, int position);
}
