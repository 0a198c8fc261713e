package dev.orrery.engine;

/** A module made executable under a profile; shared between threads, unloaded as a unit when nothing refers to it. */
public interface CompiledModule {
    Module module();

    Tier tier();

    /**
     * Makes a running copy: memory, tables and globals set up, active segments copied, the start function called.
     *
     * @param fuel what the start function may use, unsigned
     * @throws LinkException if the linker does not answer an import with something of its type
     * @throws Trap if a segment is out of bounds or the start function traps
     */
    Instance instantiate(Linker linker, long fuel) throws LinkException;

    /**
     * Bytes that this module keeps alive, roughly: class files, tables of the loader, the memory that instances begin with. For
     * caches bounded by bytes.
     */
    long sizeBytes();
}
