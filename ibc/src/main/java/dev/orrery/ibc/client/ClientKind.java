package dev.orrery.ibc.client;

/**
 * A kind of light client and the messages it speaks in.
 *
 * @param stateUrl type of its client state inside an {@code Any}
 * @param consensusUrl type of its consensus states
 * @param headerUrl type of what brings it forward
 * @param misbehaviourUrl type of what freezes it
 */
public record ClientKind(
        LightClient light, String stateUrl, String consensusUrl, String headerUrl, String misbehaviourUrl) {

    /** The types of a light client whose messages live together under the usual names. */
    public static ClientKind under(String protoPackage, LightClient light) {
        String url = "/" + protoPackage + ".";
        return new ClientKind(light, url + "ClientState", url + "ConsensusState", url + "Header", url + "Misbehaviour");
    }

    public static ClientKind tendermint(LightClient light) {
        return under("ibc.lightclients.tendermint.v1", light);
    }

    boolean hears(String url) {
        return url.equals(headerUrl) || url.equals(misbehaviourUrl);
    }
}
