package dev.orrery.engine;

import dev.orrery.engine.model.Import;
import java.util.Optional;

/** Answers a module's imports when it is instantiated. */
@FunctionalInterface
public interface Linker {
    /** What stands behind {@code wanted}, or empty if the host has nothing of that module and name. */
    Optional<Extern> resolve(Import wanted);
}
