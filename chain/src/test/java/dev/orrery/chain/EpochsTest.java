package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.proto.cosmos.epochs.v1beta1.EpochInfo;
import dev.orrery.proto.cosmos.epochs.v1beta1.QueryCurrentEpochRequest;
import dev.orrery.proto.cosmos.epochs.v1beta1.QueryCurrentEpochResponse;
import dev.orrery.proto.cosmos.epochs.v1beta1.QueryEpochInfosResponse;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node of wasmd v0.61.14 answers after its first block; events of later ones are in all recordings. */
final class EpochsTest {
    private static final String SERVICE = "/cosmos.epochs.v1beta1.Query/";

    private Recording recording;
    private Chain chain;

    @BeforeEach
    void makeTheFirstBlock() throws IOException {
        recording = Recording.load("bank");
        chain = Chain.open(
                new Wiring(ChainConfig.of("wasm"), keepers -> List.of()), new MemoryDatabase(), Pruning.NOTHING);
        chain.initChain(recording.init());
        chain.finalizeBlock(
                RequestFinalizeBlock.parseFrom(recording.steps().getFirst().request()));
        chain.commit();
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private ResponseQuery current(String identifier) {
        return chain.query(RequestQuery.newBuilder()
                .setPath(SERVICE + "CurrentEpoch")
                .setData(QueryCurrentEpochRequest.newBuilder()
                        .setIdentifier(identifier)
                        .build()
                        .toByteString())
                .build());
    }

    @Test
    void fourEpochsBeginWithTheChain() throws IOException {
        ResponseQuery answer = chain.query(
                RequestQuery.newBuilder().setPath(SERVICE + "EpochInfos").build());
        List<EpochInfo> epochs =
                QueryEpochInfosResponse.parseFrom(answer.getValue()).getEpochsList();
        assertEquals(
                List.of("day", "hour", "minute", "week"),
                epochs.stream().map(EpochInfo::getIdentifier).toList());
        assertEquals(
                List.of(86_400L, 3_600L, 60L, 604_800L),
                epochs.stream().map(epoch -> epoch.getDuration().getSeconds()).toList());
        for (EpochInfo epoch : epochs) {
            assertEquals(1, epoch.getCurrentEpoch());
            assertEquals(recording.init().getTime(), epoch.getStartTime());
            assertEquals(epoch.getStartTime(), epoch.getCurrentEpochStartTime());
            assertEquals(1, epoch.getCurrentEpochStartHeight());
        }
        assertEquals(
                1,
                QueryCurrentEpochResponse.parseFrom(current("day").getValue()).getCurrentEpoch());
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertEquals(18, current("").getCode());
        assertEquals(
                "rpc error: code = InvalidArgument desc = identifier is empty: invalid request",
                current("").getLog());
        assertEquals(18, current("fortnight").getCode());
        assertEquals(
                "not available identifier: invalid request",
                current("fortnight").getLog());
    }
}
