package dev.orrery.chain.evidence;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.consensus.ConsensusModule;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.slashing.SlashingKeeper;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.chain.wire.Times;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.cosmos.evidence.v1beta1.Equivocation;
import dev.orrery.proto.cosmos.evidence.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryAllEvidenceRequest;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryAllEvidenceResponse;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryEvidenceRequest;
import dev.orrery.proto.cosmos.evidence.v1beta1.QueryEvidenceResponse;
import dev.orrery.proto.tendermint.abci.Misbehavior;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.EvidenceParams;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Punishes validators for what CometBFT has caught them at, and keeps it. */
public record EvidenceModule(SlashingKeeper slashing, ConsensusModule consensus) implements Module {
    private static final String NAME = "evidence";
    private static final String SERVICE = "/cosmos.evidence.v1beta1.Query/";

    /** By the hash of what is in the {@code Any}. */
    private static final StoreMap<byte[], Any> EVIDENCE =
            new StoreMap<>(NAME, new byte[] {0}, Keys.BYTES, Values.message(Any.parser()));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Message> types() {
        return List.of(Equivocation.getDefaultInstance());
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return List.of(
                new QueryRoute<>(SERVICE + "Evidence", QueryEvidenceRequest.getDefaultInstance(), this::one),
                new QueryRoute<>(SERVICE + "AllEvidence", QueryAllEvidenceRequest.getDefaultInstance(), this::all));
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(GenesisState.getDefaultInstance());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        genesis.as(GenesisState.getDefaultInstance()).getEvidenceList().forEach(each -> keep(context, each));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return Optional.of(StreamedMessage.of(GenesisState.newBuilder()
                .addAllEvidence(EVIDENCE.values(context))
                .build()));
    }

    private static void keep(Context context, Any evidence) {
        EVIDENCE.set(context, Sha256.of(evidence.getValue().toByteArray()), evidence);
    }

    @Override
    public void beginBlock(Context context) {
        for (Misbehavior each : context.block().misbehavior()) {
            switch (each.getType()) {
                case DUPLICATE_VOTE, LIGHT_CLIENT_ATTACK -> punish(context, each);
                case UNKNOWN, UNRECOGNIZED -> {
                    // Of another time: nothing that this chain knows a penalty for.
                }
            }
        }
    }

    private void punish(Context context, Misbehavior misbehavior) {
        Address validator = Address.of(misbehavior.getValidator().getAddress().toByteArray());
        long power = misbehavior.getValidator().getPower();
        if (isStale(context, misbehavior)
                || !slashing.punishDoubleVote(context, validator, misbehavior.getHeight(), power)) {
            return;
        }
        Equivocation evidence = Equivocation.newBuilder()
                .setHeight(misbehavior.getHeight())
                .setTime(misbehavior.getTime())
                .setPower(power)
                .setConsensusAddress(slashing.consensusAddresses().text(validator))
                .build();
        keep(context, KnownTypes.pack(GoWire.complete(evidence)));
    }

    /** Too old by the clock and by the number of blocks. */
    private boolean isStale(Context context, Misbehavior misbehavior) {
        ConsensusParams all = consensus.params(context);
        EvidenceParams params = all.getEvidence();
        Duration age = Duration.between(
                Times.instant(misbehavior.getTime()), context.block().time());
        return all.hasEvidence()
                && age.compareTo(Times.duration(params.getMaxAgeDuration())) > 0
                && context.block().height() - misbehavior.getHeight() > params.getMaxAgeNumBlocks();
    }

    private Message one(Context context, QueryEvidenceRequest request) {
        if (request.getHash().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid request; hash is empty");
        }
        byte[] hash;
        try {
            hash = HexFormat.of().parseHex(request.getHash());
        } catch (IllegalArgumentException e) {
            throw QueryStatus.UNKNOWN.failure("invalid evidence hash: " + e.getMessage());
        }
        return QueryEvidenceResponse.newBuilder()
                .setEvidence(EVIDENCE.get(context, hash)
                        .orElseThrow(
                                () -> QueryStatus.NOT_FOUND.failure("evidence " + request.getHash() + " not found")))
                .build();
    }

    private Message all(Context context, QueryAllEvidenceRequest request) {
        Page<Any> page = Page.of(context, EVIDENCE, request.getPagination(), (hash, evidence) -> evidence);
        return QueryAllEvidenceResponse.newBuilder()
                .addAllEvidence(page.items())
                .setPagination(page.response())
                .build();
    }
}
