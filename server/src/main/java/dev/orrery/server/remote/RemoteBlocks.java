package dev.orrery.server.remote;

import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.Data;
import dev.orrery.proto.tendermint.types.EvidenceList;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.relayer.node.Fields;
import dev.orrery.relayer.node.Headers;
import java.util.List;

/** Blocks and results from the JSON in which CometBFT tells them. */
final class RemoteBlocks {
    private RemoteBlocks() {}

    static Block block(Fields json) {
        Header header = Headers.header(json.object("header"));
        List<Fields> evidence = json.object("evidence").objects("evidence");
        if (!evidence.isEmpty()) {
            throw QueryStatus.UNIMPLEMENTED.failure(
                    "block " + header.getHeight() + " holds evidence, which is told by CometBFT's RPC alone");
        }
        return Block.newBuilder()
                .setHeader(header)
                .setData(Data.newBuilder().addAllTxs(json.object("data").base64s("txs")))
                .setEvidence(EvidenceList.getDefaultInstance())
                .setLastCommit(Headers.commit(json.object("last_commit")))
                .build();
    }

    static Validator validator(Fields json) {
        var told = Headers.validator(json);
        return new Validator(told.getPubKey(), told.getVotingPower());
    }

    /** A transaction in a block, with its result. */
    static TxResult transaction(Fields json) {
        Fields result = json.object("tx_result");
        return TxResult.newBuilder()
                .setHeight(json.number("height"))
                .setIndex(json.integer("index"))
                .setTx(json.base64("tx"))
                .setResult(ExecTxResult.newBuilder()
                        .setCode(result.integer("code"))
                        .setData(result.base64("data"))
                        .setLog(result.text("log"))
                        .setInfo(result.text("info"))
                        .setGasWanted(result.number("gas_wanted"))
                        .setGasUsed(result.number("gas_used"))
                        .setCodespace(result.text("codespace"))
                        .addAllEvents(result.objects("events").stream()
                                .map(RemoteBlocks::event)
                                .toList()))
                .build();
    }

    private static Event event(Fields json) {
        Event.Builder event = Event.newBuilder().setType(json.text("type"));
        for (Fields attribute : json.objects("attributes")) {
            event.addAttributes(EventAttribute.newBuilder()
                    .setKey(attribute.text("key"))
                    .setValue(attribute.text("value"))
                    .setIndex(attribute.flag("index")));
        }
        return event.build();
    }
}
