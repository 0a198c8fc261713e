package dev.orrery.chain.consensus;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.error.ErrorCode;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.wire.Times;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.cosmos.params.v1beta1.ParamChange;
import dev.orrery.proto.cosmos.params.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.params.v1beta1.QueryParamsResponse;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import java.util.stream.Collectors;

/**
 * The consensus parameters where old clients look for them, such as cosmpy for the gas of a block. wasmd has given the module up; a
 * value is written as Cosmos SDK x/params wrote it.
 */
record LegacyParams(ConsensusModule consensus) {
    private static final String SUBSPACE = "baseapp";

    /** Cosmos SDK x/params/types/proposal/errors.go. */
    private enum Failure implements ErrorCode {
        UNKNOWN_SUBSPACE;

        @Override
        public String codespace() {
            return "params";
        }

        @Override
        public int code() {
            return 2;
        }

        @Override
        public String text() {
            return "unknown subspace";
        }
    }

    QueryRoute<QueryParamsRequest> route() {
        return new QueryRoute<>(
                "/cosmos.params.v1beta1.Query/Params", QueryParamsRequest.getDefaultInstance(), this::params);
    }

    private Message params(Context context, QueryParamsRequest request) {
        if (request.getSubspace().isEmpty() || request.getKey().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid request");
        }
        if (!request.getSubspace().equals(SUBSPACE)) {
            throw Failure.UNKNOWN_SUBSPACE.failure(request.getSubspace());
        }
        return QueryParamsResponse.newBuilder()
                .setParam(ParamChange.newBuilder()
                        .setSubspace(request.getSubspace())
                        .setKey(request.getKey())
                        .setValue(value(consensus.params(context), request.getKey())))
                .build();
    }

    /** Nothing for a key that nobody ever set. */
    private static String value(ConsensusParams params, String key) {
        return switch (key) {
            case "BlockParams" ->
                "{\"max_bytes\":\"" + params.getBlock().getMaxBytes() + "\",\"max_gas\":\""
                        + params.getBlock().getMaxGas() + "\"}";
            case "EvidenceParams" ->
                "{\"max_age_num_blocks\":\"" + params.getEvidence().getMaxAgeNumBlocks()
                        + "\",\"max_age_duration\":\""
                        + Times.duration(params.getEvidence().getMaxAgeDuration())
                                .toNanos()
                        + "\",\"max_bytes\":\"" + params.getEvidence().getMaxBytes() + "\"}";
            case "ValidatorParams" ->
                params.getValidator().getPubKeyTypesList().stream()
                        .map(GoJson::quoted)
                        .collect(Collectors.joining(",", "{\"pub_key_types\":[", "]}"));
            default -> "";
        };
    }
}
