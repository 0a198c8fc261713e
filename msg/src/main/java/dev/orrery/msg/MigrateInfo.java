package dev.orrery.msg;

import java.util.Optional;

/** Who migrates a contract, and the migrate version of the code it leaves, if that had one. */
public record MigrateInfo(String sender, Optional<Long> oldMigrateVersion) {}
