package dev.orrery.ibc.connection;

import static dev.orrery.ibc.Circumstances.within;

import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.core.connection.v1.Counterparty;
import dev.orrery.proto.ibc.core.connection.v1.Version;
import java.util.List;

/** What messages say of the other side, as far as it can be judged alone. ibc-go 03-connection types/connection.go, msgs.go. */
public final class ConnectionChecks {
    /** Bytes. ibc-go 03-connection types/connection.go: MaxMerklePrefixLength. */
    public static final int MAX_PREFIX_BYTES = 256;

    private ConnectionChecks() {}

    public static void version(Version version) {
        Versions.check(version);
    }

    public static void versions(List<Version> versions) {
        if (versions.isEmpty()) {
            throw IbcError.INVALID_VERSION.failure("empty counterparty versions");
        }
        if (versions.size() > Versions.MAX_VERSIONS) {
            throw IbcError.INVALID_VERSION.failure(
                    "counterparty versions must not exceed " + Versions.MAX_VERSIONS + " items");
        }
        for (int i = 0; i < versions.size(); i++) {
            Version version = versions.get(i);
            within("basic validation failed on version with index " + i, () -> Versions.check(version));
        }
    }

    public static void counterparty(Counterparty counterparty) {
        if (!counterparty.getConnectionId().isEmpty()) {
            within(
                    "invalid counterparty connection ID",
                    () -> Identifiers.checkConnection(counterparty.getConnectionId()));
        }
        within("invalid counterparty client ID", () -> Identifiers.checkClient(counterparty.getClientId()));
        int prefixBytes = counterparty.getPrefix().getKeyPrefix().size();
        if (prefixBytes == 0) {
            throw ConnectionError.INVALID_COUNTERPARTY.failure("counterparty prefix cannot be empty");
        }
        if (prefixBytes > MAX_PREFIX_BYTES) {
            throw ConnectionError.INVALID_COUNTERPARTY.failure(
                    "counterparty prefix length exceeds maximum length of " + MAX_PREFIX_BYTES + " bytes");
        }
    }
}
