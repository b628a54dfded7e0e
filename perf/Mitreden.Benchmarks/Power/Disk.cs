namespace Mitreden.Benchmarks.Power;

/// <summary>
/// A disk that may lose its power at any moment. What was synced is there; of what was written since, any part may be, in
/// any order, and a write may be torn between sectors of 512 bytes.
/// </summary>
internal sealed class Disk
{
    private const int Sector = 512;

    private readonly Dictionary<string, MemoryFile> _files = [];
    private readonly Dictionary<int, (string File, int Covered)> _syncs = [];

    /// <summary>True when the power may take something.</summary>
    public bool HasUnsynced => _files.Values.Any(f => f.Unsynced.Count > 0);

    /// <summary>Takes the copy of a folder as what is synced in that folder.</summary>
    public static Disk From(string copy, string folder)
    {
        var disk = new Disk();
        foreach (var path in Directory.GetFiles(copy)) disk._files[Path.Combine(folder, Path.GetFileName(path))] = new MemoryFile(File.ReadAllBytes(path));
        return disk;
    }

    /// <summary>Follows one call of the program.</summary>
    public void Follow(Call call)
    {
        switch (call.Kind)
        {
            case CallKind.Write or CallKind.Cut: At(call.File).Unsynced.Add(call); break;
            // The removal counts at once: a program that relies on an old file would be found out.
            case CallKind.Remove: _files.Remove(call.File); break;
            case CallKind.SyncBegins: _syncs[call.Thread] = (call.File, At(call.File).Unsynced.Count); break;
            case CallKind.SyncEnds when _syncs.Remove(call.Thread, out var sync) && _files.TryGetValue(sync.File, out var file): file.Sync(sync.Covered); break;
        }
    }

    /// <summary>What is found after a power cut now, by path.</summary>
    /// <param name="luck">Decides about unsynced writes; null means that all of them are gone.</param>
    public Dictionary<string, byte[]> AfterPowerCut(Random? luck) => _files.ToDictionary(f => f.Key, f => f.Value.AfterPowerCut(luck));

    private MemoryFile At(string path) => _files.TryGetValue(path, out var file) ? file : _files[path] = new MemoryFile([]);

    private sealed class MemoryFile(byte[] synced)
    {
        private byte[] _synced = synced;

        public List<Call> Unsynced { get; } = [];

        public void Sync(int covered)
        {
            covered = Math.Min(covered, Unsynced.Count);
            foreach (var call in Unsynced.Take(covered)) Apply(ref _synced, call, null);
            Unsynced.RemoveRange(0, covered);
        }

        public byte[] AfterPowerCut(Random? luck)
        {
            if (luck is null || Unsynced.Count == 0) return _synced;
            var content = (byte[])_synced.Clone();
            foreach (var call in Unsynced)
                if (luck.Next(2) == 0) Apply(ref content, call, luck.Next(4) == 0 ? luck : null);
            return content;
        }

        private static void Apply(ref byte[] content, Call call, Random? torn)
        {
            var end = call.Kind == CallKind.Cut ? call.Offset : Math.Max(content.Length, call.Offset + call.Data.Length);
            if (end != content.Length) Array.Resize(ref content, (int)end);
            for (var at = 0; at < call.Data.Length; at += Sector)
            {
                if (torn is not null && torn.Next(2) == 0) continue;
                Array.Copy(call.Data, at, content, call.Offset + at, Math.Min(Sector, call.Data.Length - at));
            }
        }
    }
}
