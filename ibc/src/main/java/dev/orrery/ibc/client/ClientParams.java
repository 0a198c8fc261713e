package dev.orrery.ibc.client;

import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.SdkError;
import dev.orrery.proto.ibc.core.client.v1.Params;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which kinds of clients a chain wants. ibc-go 02-client types/params.go. */
public final class ClientParams {
    private static final String ALL = "*";

    /** ibc-go: MaxAllowedClientsLength. */
    private static final int MAX_KINDS = 200;

    public static final Params DEFAULT =
            Params.newBuilder().addAllowedClients(ALL).build();

    private ClientParams() {}

    static boolean allows(Params params, String clientType) {
        if (clientType.isBlank()) {
            return false;
        }
        List<String> allowed = params.getAllowedClientsList();
        return allowed.equals(List.of(ALL)) || allowed.contains(clientType);
    }

    /** Refuses lists that can't be meant. The reference has no code for these failures. */
    public static void check(Params params) {
        List<String> allowed = params.getAllowedClientsList();
        if (allowed.size() > MAX_KINDS) {
            throw plain("allowed clients length must not exceed " + MAX_KINDS + " items");
        }
        if (allowed.contains(ALL) && allowed.size() > 1) {
            throw plain("allow list must have only one element because the allow all clients wildcard (" + ALL
                    + ") is present");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < allowed.size(); i++) {
            if (allowed.get(i).isBlank()) {
                throw plain("client type " + i + " cannot be blank");
            }
            if (!seen.add(allowed.get(i))) {
                throw plain("duplicate client type: " + allowed.get(i));
            }
        }
    }

    private static IbcException plain(String text) {
        return SdkError.INTERNAL.failureSaying(text);
    }
}
