package dev.orrery.vm.imports;

/** The contract's own {@code allocate}, called while an import runs. */
@FunctionalInterface
public interface GuestAllocator {
    /**
     * Has the contract make a region of that capacity.
     *
     * @return its address, never 0
     */
    int allocate(int bytes);
}
