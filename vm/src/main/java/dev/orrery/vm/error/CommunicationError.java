package dev.orrery.vm.error;

/**
 * What guest and host handed each other makes no sense. cosmwasm vm errors/communication_error.rs,
 * errors/region_validation_error.rs. Addresses and sizes are unsigned 32-bit values widened to long.
 */
public sealed interface CommunicationError {
    /** The twelve bytes of a region are not inside the memory. */
    record NotDereferenceable(long pointer) implements CommunicationError {}

    record InvalidOrder(int value) implements CommunicationError {}

    record ZeroOffset() implements CommunicationError {}

    record LengthExceedsCapacity(long length, long capacity) implements CommunicationError {}

    record ExceedsAddressSpace(long offset, long capacity) implements CommunicationError {}

    record InvalidSection(String message) implements CommunicationError {}

    record RegionLengthTooBig(long length, long limit) implements CommunicationError {}

    record RegionTooSmall(long capacity, long required) implements CommunicationError {}

    /** What the region describes is not inside the memory. */
    record RegionOutsideMemory(long offset, long capacity, long length, long memoryBytes)
            implements CommunicationError {}

    /** {@code allocate} answered 0. */
    record ZeroAddress() implements CommunicationError {}
}
