package dev.orrery.chain.solo.block;

import dev.orrery.proto.tendermint.types.ConsensusParams;

/** Consensus parameters and changes to them. */
public final class Params {
    private Params() {}

    /** The parameters after a change, which replaces whole groups. */
    public static ConsensusParams change(ConsensusParams before, ConsensusParams change) {
        ConsensusParams.Builder after = before.toBuilder();
        if (change.hasBlock()) {
            after.setBlock(change.getBlock());
        }
        if (change.hasEvidence()) {
            after.setEvidence(change.getEvidence());
        }
        if (change.hasValidator()) {
            after.setValidator(change.getValidator());
        }
        if (change.hasVersion()) {
            after.setVersion(change.getVersion());
        }
        if (change.hasAbci()) {
            after.setAbci(change.getAbci());
        }
        return after.build();
    }
}
