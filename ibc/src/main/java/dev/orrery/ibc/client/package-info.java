/** The life of light clients (ICS-02). Entry type: {@link dev.orrery.ibc.client.LightClient}. */
package dev.orrery.ibc.client;
