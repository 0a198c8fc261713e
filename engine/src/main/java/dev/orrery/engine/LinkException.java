package dev.orrery.engine;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import java.util.Optional;

/** A module can't be instantiated because an import is missing or of another type. */
public final class LinkException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Import wanted;
    private final transient Optional<FuncType> given;

    /** @param given the type of the function found, where a function was found */
    public LinkException(Import wanted, Optional<FuncType> given) {
        super(
                (given.isPresent() ? "incompatible import type of " : "unknown import ") + wanted.module() + "."
                        + wanted.name(),
                null,
                false,
                false);
        this.wanted = wanted;
        this.given = given;
    }

    public Import wanted() {
        return wanted;
    }

    public Optional<FuncType> given() {
        return given;
    }
}
