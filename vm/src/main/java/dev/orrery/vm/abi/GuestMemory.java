package dev.orrery.vm.abi;

import dev.orrery.engine.run.LinearMemory;
import dev.orrery.vm.error.CommunicationError;
import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.gas.GasMeter;
import dev.orrery.vm.gas.HostCosts;
import java.util.Optional;

/**
 * Copies between a contract's memory and the host. Each copy validates, then charges, then checks its limit, then copies: a
 * contract can tell any other order by its gas. On the thread of the call. Hot path.
 */
public final class GuestMemory {
    private final LinearMemory memory;
    private final GasMeter gas;
    private final HostCosts costs;

    public GuestMemory(LinearMemory memory, GasMeter gas, HostCosts costs) {
        this.memory = memory;
        this.gas = gas;
        this.costs = costs;
    }

    /**
     * What the region at {@code pointer} holds.
     *
     * @throws FailureException if there is no valid region, if it is longer than {@code maxBytes}, or out of gas
     */
    public byte[] read(int pointer, int maxBytes) {
        Region region = Region.at(memory, pointer);
        gas.charge(costs.readRegion(region.length()));
        if (region.length() > maxBytes) {
            throw FailureException.communication(new CommunicationError.RegionLengthTooBig(region.length(), maxBytes));
        }
        return region.contents(memory);
    }

    /** The same, with the null pointer for something absent. */
    public Optional<byte[]> readOptional(int pointer, int maxBytes) {
        return pointer == 0 ? Optional.empty() : Optional.of(read(pointer, maxBytes));
    }

    /**
     * Fills the region at {@code pointer}, which the contract has made large enough.
     *
     * @throws FailureException if there is no valid region, if {@code data} does not fit, or out of gas
     */
    public void write(int pointer, byte[] data) {
        Region region = Region.at(memory, pointer);
        gas.charge(costs.writeRegion().of(data.length));
        if (data.length > region.capacity()) {
            throw FailureException.communication(new CommunicationError.RegionTooSmall(region.capacity(), data.length));
        }
        region.fill(memory, pointer, data);
    }
}
