package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryParamsResponse;
import dev.orrery.proto.cosmos.params.v1beta1.QueryParamsRequest;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DefaultGenesisTest {
    private final Wiring wiring = new Wiring(ChainConfig.of("wasm"), keepers -> List.of());

    private Chain begin(Map<String, String> parts) {
        String state = parts.entrySet().stream()
                .map(part -> "\"" + part.getKey() + "\":" + part.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        Chain chain = Chain.open(wiring, new MemoryDatabase(), Pruning.NOTHING);
        chain.initChain(RequestInitChain.newBuilder()
                .setChainId("test-1")
                .setConsensusParams(ConsensusParams.newBuilder()
                        .setBlock(BlockParams.newBuilder().setMaxBytes(100).setMaxGas(-1)))
                .setAppStateBytes(ByteString.copyFromUtf8(state))
                .build());
        chain.finalizeBlock(RequestFinalizeBlock.newBuilder().setHeight(1).build());
        chain.commit();
        return chain;
    }

    private static Message ask(Chain chain, String path, Message request) {
        return chain.ask(path, request.toByteString(), 0).message();
    }

    @Test
    void aChainCanBeginWithDefaultsAlone() {
        Map<String, String> parts = wiring.defaultGenesis("ustake");

        try (Chain chain = begin(parts)) {
            var auth = (QueryParamsResponse) ask(
                    chain,
                    "/cosmos.auth.v1beta1.Query/Params",
                    dev.orrery.proto.cosmos.auth.v1beta1.QueryParamsRequest.getDefaultInstance());
            assertEquals(256, auth.getParams().getMaxMemoCharacters());
            var gov = (dev.orrery.proto.cosmos.gov.v1.QueryParamsResponse) ask(
                    chain,
                    "/cosmos.gov.v1.Query/Params",
                    dev.orrery.proto.cosmos.gov.v1.QueryParamsRequest.getDefaultInstance());
            assertEquals("ustake", gov.getParams().getMinDeposit(0).getDenom());
        }
    }

    @Test
    void aChainWithoutAnyPartStillRuns() {
        try (Chain chain = begin(Map.of())) {
            assertEquals(1, chain.info(RequestInfo.getDefaultInstance()).getLastBlockHeight());
        }
    }

    @Test
    void oldClientsFindTheGasOfABlock() {
        try (Chain chain = begin(Map.of())) {
            QueryParamsRequest.Builder request =
                    QueryParamsRequest.newBuilder().setSubspace("baseapp").setKey("BlockParams");
            var answer = (dev.orrery.proto.cosmos.params.v1beta1.QueryParamsResponse)
                    ask(chain, "/cosmos.params.v1beta1.Query/Params", request.build());

            assertEquals(
                    "{\"max_bytes\":\"100\",\"max_gas\":\"-1\"}",
                    answer.getParam().getValue());
            assertEquals(
                    "codespace params code 2: unknown subspace: nothing",
                    assertThrows(
                                    QueryException.class,
                                    () -> ask(
                                            chain,
                                            "/cosmos.params.v1beta1.Query/Params",
                                            request.setSubspace("nothing").build()))
                            .text());
        }
    }
}
