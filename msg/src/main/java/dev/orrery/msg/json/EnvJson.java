package dev.orrery.msg.json;

import static dev.orrery.msg.json.CoinJson.COIN;
import static dev.orrery.msg.json.Containers.array;
import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.STRING_UINT64;
import static dev.orrery.msg.json.Scalars.UINT32;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.Structs.struct;

import dev.orrery.msg.Env;
import dev.orrery.msg.MessageInfo;
import dev.orrery.msg.MigrateInfo;
import java.util.function.Function;

/** What the entry points that may write are told besides their message. */
public final class EnvJson {
    static final Codec<Env.Block> BLOCK = struct(
            "BlockInfo",
            field("height", UINT64, Env.Block::height),
            field("time", STRING_UINT64, Env.Block::timeNanos),
            field("chain_id", STRING, Env.Block::chainId),
            Env.Block::new);
    static final Codec<Env.Transaction> TRANSACTION = struct(
            "TransactionInfo",
            field("index", UINT32, Env.Transaction::index),
            omittable("hash", BYTES, Env.Transaction::hash),
            Env.Transaction::new);
    private static final Codec<String> CONTRACT =
            struct("ContractInfo", field("address", STRING, Function.identity()), Function.identity());

    public static final Codec<Env> ENV = struct(
            "Env",
            field("block", BLOCK, Env::block),
            field("transaction", optional(TRANSACTION), Env::transaction),
            field("contract", CONTRACT, Env::contractAddress),
            Env::new);
    public static final Codec<MessageInfo> MESSAGE_INFO = struct(
            "MessageInfo",
            field("sender", STRING, MessageInfo::sender),
            field("funds", array(COIN), MessageInfo::funds),
            MessageInfo::new);
    public static final Codec<MigrateInfo> MIGRATE_INFO = struct(
            "MigrateInfo",
            field("sender", STRING, MigrateInfo::sender),
            field("old_migrate_version", optional(UINT64), MigrateInfo::oldMigrateVersion),
            MigrateInfo::new);

    private EnvJson() {}
}
