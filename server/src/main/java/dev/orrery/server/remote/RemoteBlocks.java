package dev.orrery.server.remote;

import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import dev.orrery.proto.tendermint.types.Data;
import dev.orrery.proto.tendermint.types.EvidenceList;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.PartSetHeader;
import dev.orrery.proto.tendermint.version.Consensus;
import java.util.List;

/** Blocks and results from the JSON in which CometBFT tells them. */
final class RemoteBlocks {
    private RemoteBlocks() {}

    static Block block(JsonFields json) {
        Header header = header(json.object("header"));
        List<JsonFields> evidence = json.object("evidence").objects("evidence");
        if (!evidence.isEmpty()) {
            throw QueryStatus.UNIMPLEMENTED.failure(
                    "block " + header.getHeight() + " holds evidence, which is told by CometBFT's RPC alone");
        }
        return Block.newBuilder()
                .setHeader(header)
                .setData(Data.newBuilder().addAllTxs(json.object("data").base64s("txs")))
                .setEvidence(EvidenceList.getDefaultInstance())
                .setLastCommit(commit(json.object("last_commit")))
                .build();
    }

    static BlockID blockId(JsonFields json) {
        JsonFields parts = json.object("parts");
        return BlockID.newBuilder()
                .setHash(json.hex("hash"))
                .setPartSetHeader(PartSetHeader.newBuilder()
                        .setTotal(Math.toIntExact(parts.number("total")))
                        .setHash(parts.hex("hash")))
                .build();
    }

    static Header header(JsonFields json) {
        JsonFields version = json.object("version");
        return Header.newBuilder()
                .setVersion(
                        Consensus.newBuilder().setBlock(version.number("block")).setApp(version.number("app")))
                .setChainId(json.text("chain_id"))
                .setHeight(json.number("height"))
                .setTime(json.time("time"))
                .setLastBlockId(blockId(json.object("last_block_id")))
                .setLastCommitHash(json.hex("last_commit_hash"))
                .setDataHash(json.hex("data_hash"))
                .setValidatorsHash(json.hex("validators_hash"))
                .setNextValidatorsHash(json.hex("next_validators_hash"))
                .setConsensusHash(json.hex("consensus_hash"))
                .setAppHash(json.hex("app_hash"))
                .setLastResultsHash(json.hex("last_results_hash"))
                .setEvidenceHash(json.hex("evidence_hash"))
                .setProposerAddress(json.hex("proposer_address"))
                .build();
    }

    private static Commit commit(JsonFields json) {
        return Commit.newBuilder()
                .setHeight(json.number("height"))
                .setRound(Math.toIntExact(json.number("round")))
                .setBlockId(blockId(json.object("block_id")))
                .addAllSignatures(json.objects("signatures").stream()
                        .map(RemoteBlocks::signature)
                        .toList())
                .build();
    }

    private static CommitSig signature(JsonFields json) {
        return CommitSig.newBuilder()
                .setBlockIdFlagValue(Math.toIntExact(json.number("block_id_flag")))
                .setValidatorAddress(json.hex("validator_address"))
                .setTimestamp(json.time("timestamp"))
                .setSignature(json.base64("signature"))
                .build();
    }

    static Validator validator(JsonFields json) {
        return new Validator(
                PublicKey.newBuilder()
                        .setEd25519(json.object("pub_key").base64("value"))
                        .build(),
                json.number("voting_power"));
    }

    /** A transaction in a block, with its result. */
    static TxResult transaction(JsonFields json) {
        JsonFields result = json.object("tx_result");
        return TxResult.newBuilder()
                .setHeight(json.number("height"))
                .setIndex(Math.toIntExact(json.number("index")))
                .setTx(json.base64("tx"))
                .setResult(ExecTxResult.newBuilder()
                        .setCode(Math.toIntExact(result.number("code")))
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

    private static Event event(JsonFields json) {
        Event.Builder event = Event.newBuilder().setType(json.text("type"));
        for (JsonFields attribute : json.objects("attributes")) {
            event.addAttributes(EventAttribute.newBuilder()
                    .setKey(attribute.text("key"))
                    .setValue(attribute.text("value"))
                    .setIndex(attribute.flag("index")));
        }
        return event.build();
    }
}
