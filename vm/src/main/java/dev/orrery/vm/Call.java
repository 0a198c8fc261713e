package dev.orrery.vm;

import java.util.List;

/**
 * One question to a contract.
 *
 * @param code the contract's code, stored before
 * @param args env, info, msg … as the entry point takes them; raw bytes, never parsed here. {@link EntryPoint#MIGRATE}
 *     takes (env, msg) or (env, msg, migrate_info)
 * @param gasLimit CosmWasm gas, unsigned
 * @param printDebug whether {@code debug} texts of the contract go to the backend's sink
 */
public record Call(Checksum code, EntryPoint entry, List<byte[]> args, long gasLimit, boolean printDebug) {
    public Call {
        args = List.copyOf(args);
        boolean withMigrateInfo = entry == EntryPoint.MIGRATE && args.size() == entry.arity() + 1;
        if (args.size() != entry.arity() && !withMigrateInfo) {
            throw new IllegalArgumentException(entry + " takes " + entry.arity() + " arguments, got " + args.size());
        }
    }
}
