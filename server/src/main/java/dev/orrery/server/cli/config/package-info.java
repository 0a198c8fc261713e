/**
 * Options that come from a file or from the environment instead of the command line.
 *
 * <p>Entry type: {@link dev.orrery.server.cli.config.Configuration}. What options there are and what they mean belongs to the commands:
 * their declarations are all that is known here.
 */
package dev.orrery.server.cli.config;
