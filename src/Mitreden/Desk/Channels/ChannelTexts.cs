namespace Mitreden.Desk.Channels;

/// <summary>Texts of the channels that reach a desk member when no page is open.</summary>
public sealed class ChannelTexts;
