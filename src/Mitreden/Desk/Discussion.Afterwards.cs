namespace Mitreden.Desk;

/// <summary>What a closed discussion is good for. The reporter hears of none of it: it is about the matter and not about them.</summary>
public sealed partial class Discussion
{
    /// <summary>A debrief is written for the first time.</summary>
    public void Debriefed(Guid by, DateTimeOffset now)
    {
        MustBeResolved();
        Step(EventKind.Debriefed, Actor.Desk, by, now);
    }

    /// <summary>The debrief is signed off.</summary>
    public void DebriefSignedOff(Guid by, DateTimeOffset now)
    {
        MustBeResolved();
        Step(EventKind.SignedOff, Actor.Desk, by, now);
    }

    /// <summary>Somebody begins to make an exercise of it.</summary>
    public void ExerciseBegun(Guid by, DateTimeOffset now)
    {
        MustBeResolved();
        Step(EventKind.ExerciseBegun, Actor.Desk, by, now);
    }

    /// <summary>An exercise that two people have seen is there for everybody. A second one, or a new version, adds nothing.</summary>
    public void Learn(Guid by, DateTimeOffset now)
    {
        MustBeResolved();
        if (State == DiscussionState.Learned) return;
        State = DiscussionState.Learned;
        Step(EventKind.Learned, Actor.Desk, by, now);
    }

    private void MustBeResolved()
    {
        MustBeReal();
        if (IsOpen) throw new NotNowException(NotNow.StillOpen);
        if (State is DiscussionState.Withdrawn or DiscussionState.Merged) throw new NotNowException(NotNow.NotResolved);
    }
}
